"""How a connection fee is divided into instalments."""

from decimal import ROUND_HALF_UP, Decimal

_KOPECK = Decimal("0.01")
_WHOLE = 100


def installments(fee: Decimal, shares: tuple[int, ...]) -> tuple[Decimal, ...]:
    """Divide *fee*, roubles, into *shares*, per cent, so that the sum is exact to the kopeck (ПП 861, п. 103, 16(4)).

    Every part but the last is rounded half up to the kopeck; the last is what remains.
    Raises ``ValueError`` for a negative fee, a fraction of a kopeck, or shares that are not a whole.
    """
    if not fee.is_finite() or fee < 0 or fee != fee.quantize(_KOPECK):
        raise ValueError("Проверьте плату: нужна неотрицательная сумма в рублях и целых копейках.")
    if sum(shares) != _WHOLE or min(shares) <= 0:
        raise ValueError("Проверьте доли этапов платежа: они должны быть больше нуля, а в сумме давать 100 %.")
    parts = tuple((fee * share / _WHOLE).quantize(_KOPECK, ROUND_HALF_UP) for share in shares[:-1])
    return (*parts, (fee - sum(parts)).quantize(_KOPECK))
