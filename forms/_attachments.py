"""Documents that several applications ask for; the paragraph beside each allows to (ПП 861, п. 10, 11)."""

from typing import Annotated

from pydantic import Field

from forms._kinds import PAPERS, Accepts, Attachments, ShownIf

IdentityCopy = Annotated[
    Attachments,
    Field(title="Копия паспорта или иного документа, удостоверяющего личность"),
    Accepts("ПП 861, п. 10 «д»", identity=True),
]
TitleDocuments = Annotated[
    Attachments,
    Field(
        title="Документ о праве на участок или объект",
        description="Любой один: выписка ЕГРН, договор аренды, разрешение на использование земель, сервитут.",
    ),
    Accepts("ПП 861, п. 10 «г»", at_least=1),
]
AuthorityCopy = Annotated[
    Attachments,
    Field(title="Доверенность и паспорт представителя"),
    ShownIf(by_representative=True, needed=True),
    Accepts("ПП 861, п. 10 «д»", identity=True),
]
Plan = Annotated[
    Attachments,
    Field(title="План расположения устройств", description="По желанию: помогает быстрее выбрать точку."),
    Accepts("ПП 861, п. 10 «а»"),
]
HouseConsent = Annotated[
    Attachments,
    Field(title="Согласие собственников помещений или управляющей организации дома"),
    ShownIf(in_apartment_house=True, needed=True),
    Accepts("ПП 861, п. 10 «ж»"),
]
Development = Annotated[
    Attachments,
    Field(
        title="Документы о комплексном развитии территории, разрешение на строительство",
        description="Если участок застраивается по такому договору или стройка разрешена по этапам.",
    ),
    Accepts("ПП 861, п. 10 «н»–«с»"),
]
OtherFiles = Annotated[
    Attachments,
    Field(
        title="Другие документы",
        description="По желанию: проект договора с энергосбытом, согласие соседей по доле.",
    ),
    Accepts("ПП 861, п. 10 «и», п. 11", types=PAPERS),
]
