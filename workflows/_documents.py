"""Kinds of documents in a card (domain.md section 2.5)."""

from core.labelled import Labelled


class DocumentKind(Labelled):
    """What a document is; the label is its title in the card, in the guide's own words where it has them."""

    INVOICE = "invoice", "Счёт для внесения платы за ТП"
    TU = "tu", "Технические условия"
    INSTRUCTION = "instruction", "Инструкция по фактическому присоединению"
    FEE_CALC = "fee_calc", "Расчёт платы"
    CONTRACT_DRAFT = "contract_draft", "Проект договора"
    CONTRACT = "contract", "Договор"
    AMENDMENT = "amendment", "Дополнительное соглашение"
    MISSING_NOTICE = "missing_notice", "Уведомление о недостающих сведениях"
    ANNUL_NOTICE = "annul_notice", "Уведомление об аннулировании"
    REMARKS_LIST = "remarks_list", "Перечень замечаний"
    TU_ACT = "tu_act", "Акт о выполнении технических условий"
    METER_ACT = "meter_act", "Акт допуска прибора учёта"
    READINESS_NOTICE = "readiness_notice", "Уведомление об обеспечении возможности присоединения"
    CONNECTION_ACT = "connection_act", "Акт об осуществлении технологического присоединения"
    ANSWER = "answer", "Ответ"
    OTHER = "other", "Иной документ"
