"""What a rule about a service function says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.actor import Actor, Duty, Permission
from tests.authorisation._world import OWNER

Given = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who may call a service function, and with what it is called."""

    permissions: frozenset[Permission] = frozenset()
    duty: Duty | None = None
    why_everybody: str = ""
    own: str = ""
    whose: str = OWNER
    personal: bool = False
    needs_no_success: str = ""
    given: Given = field(default_factory=dict)

    def allows(self, actor: Actor) -> bool:
        """Tell whether the actor must get past ``Forbidden``."""
        if self.why_everybody:
            return True
        if self.duty is not None and actor.duty is self.duty:
            return True
        return any(permission in actor.permissions for permission in self.permissions)

    def strange(self, owner: Actor, actor: Actor) -> bool:
        """Tell whether the actor may call this and still must not find the thing of *owner*."""
        if not self.allows(actor):
            return False
        if self.personal:
            return actor.user_id != owner.user_id
        return actor.consumer_id is not None and actor.consumer_id != owner.consumer_id


def needs(
    *permissions: Permission,
    own: str = "",
    whose: str = OWNER,
    personal: bool = False,
    needs_no_success: str = "",
    or_owes: Duty | None = None,
    **given: Any,
) -> Rule:
    """Allow whoever has one of *permissions*, or owes the duty that is paid with this."""
    assert permissions
    return Rule(
        permissions=frozenset(permissions),
        own=own,
        whose=whose,
        personal=personal,
        needs_no_success=needs_no_success,
        duty=or_owes,
        given=given,
    )


def owes(duty: Duty, **given: Any) -> Rule:
    """Allow whoever must do this first."""
    return Rule(duty=duty, given=given)


def everybody(why: str, **given: Any) -> Rule:
    """Allow everybody who is known, because *why*."""
    assert why
    return Rule(why_everybody=why, given=given)
