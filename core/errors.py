"""The family of expected errors: each carries a Russian sentence that says what to do."""


class Refusal(Exception):  # noqa: N818 - a refusal is what the person meets, not a fault of the program
    """Something was asked that is not done; the message is shown to the person as it is."""


class NotFound(Refusal):
    """The thing does not exist, or is not for this person to know of."""

    def __init__(
        self, message: str = "Такой страницы или записи нет. Проверьте адрес или вернитесь на главную."
    ) -> None:
        super().__init__(message)


class Forbidden(Refusal):
    """The person is known, but the role does not include this act."""

    def __init__(self, message: str = "У вашей роли нет этого права. Обратитесь к руководителю.") -> None:
        super().__init__(message)


class Conflict(Refusal):
    """The thing has changed meanwhile, or its state does not allow the act."""


class Invalid(Refusal):
    """The answers do not hold; ``remarks`` names each question and what is wrong with its answer."""

    def __init__(self, remarks: dict[str, str], message: str = "Исправьте ошибки и отправьте ещё раз.") -> None:
        super().__init__(message)
        self.remarks = remarks
        """Question name to a Russian sentence; the empty name concerns the whole form."""


class Throttled(Refusal):
    """Too many attempts; the message says when to come back."""
