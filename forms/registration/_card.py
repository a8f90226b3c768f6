"""What the three cards of registration have in common."""

from typing import Annotated

from pydantic import Field

from core import passwords, strength
from forms._form import Form, rule
from forms._kinds import Consent, Email, NewPassword, PasswordAgain, Phone, Reads, Section

CONSENTS = {
    "consent_pdn": "pdn",
    "consent_transfer": "pdn_transfer",
    "consent_policy": "pdn_policy",
    "consent_rules": "cabinet_rules",
    "consent_signature": "simple_signature",
    "consent_truth": "truth",
    "consent_informing": "informing",
}
"""Question of the card to the code of the document that is consented to (domain.md section 5)."""

ABOUT_THE_PERSON = ("email", "last_name", "first_name", "middle_name", "name", "short_name", "contact_name")
"""Answers of the card that have no place in a password."""


class Telephone(Form):
    """How to reach the person at once."""

    phone: Annotated[Phone, Section("Как с вами связаться"), Field(title="Мобильный телефон")]


class Contacts(Telephone):
    """How to reach the person, and how the person logs in."""

    email: Annotated[
        Email, Field(title="Электронная почта", description="По ней вы будете входить, на неё придут уведомления.")
    ]


class Password(Form):
    """A password being chosen, twice."""

    password: Annotated[
        NewPassword,
        Field(
            title="Новый пароль",
            description=f"Не короче {passwords.MIN_LENGTH} знаков. Лучше всего фраза из нескольких слов.",
        ),
    ]
    password_again: Annotated[PasswordAgain, Field(title="Пароль ещё раз")]

    @rule("password")
    def _says_nothing_of_whose_it_is(self) -> str:
        known = vars(self)  # what of the card is sound so far
        return strength.refusal(self.password, *(known.get(name) or "" for name in ABOUT_THE_PERSON))

    @rule("password_again")
    def _passwords_agree(self) -> str:
        agree = passwords.spelled(self.password) == passwords.spelled(self.password_again)
        return "" if agree else "Пароли не совпадают. Введите пароль ещё раз."


class Consents(Form):
    """The boxes to tick: everybody who uses the cabinet ticks them once."""

    consent_pdn: Annotated[
        Consent, Section("Согласия"), Field(title="Даю согласие на обработку персональных данных"), Reads("pdn")
    ]
    consent_transfer: Annotated[
        Consent,
        Field(title="Даю согласие на передачу данных поставщику, системному оператору и банку"),
        Reads("pdn_transfer"),
    ]
    consent_policy: Annotated[
        Consent, Field(title="Ознакомлен с политикой обработки персональных данных"), Reads("pdn_policy")
    ]
    consent_rules: Annotated[
        Consent, Field(title="Принимаю правила пользования личным кабинетом"), Reads("cabinet_rules")
    ]
    consent_signature: Annotated[
        Consent, Field(title="Принимаю соглашение о простой электронной подписи"), Reads("simple_signature")
    ]
    consent_truth: Annotated[Consent, Field(title="Подтверждаю достоверность сведений"), Reads("truth")]
    consent_informing: Annotated[Consent, Field(title="Согласен получать сообщения о ходе заявки"), Reads("informing")]


class Entry(Consents, Password):
    """Password and consents: the end of every card."""

    sections = ("Кто вы", "Как с вами связаться", "Вход", "Согласия")

    password: Annotated[
        NewPassword,
        Section("Вход"),
        Field(
            title="Пароль",
            description=f"Не короче {passwords.MIN_LENGTH} знаков. Лучше всего фраза из нескольких слов.",
        ),
    ]
