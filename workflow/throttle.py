"""How often an address may ask: counted in Valkey by the minute. Without Valkey everybody may."""

import logging
import time

import redis

from workflow.extensions import settings, valkey
from workflow.states.refusals import TooMany

_MINUTE = 60
_PATIENCE_S = 0.1

log = logging.getLogger(__name__)


def throttle(what: str, address: str, most: int) -> None:
    """Count one asking of an address for something; raise TooMany beyond so many in a minute."""
    now = time.time()
    key = f"sanoe:throttle:{what}:{address}:{int(now // _MINUTE)}"
    try:
        with valkey(settings().redis, timeout=_PATIENCE_S).pipeline() as both:
            both.incr(key)
            both.expire(key, 2 * _MINUTE)
            asked = both.execute()[0]
    except redis.RedisError as error:
        log.info("nobody counts how often %s is asked for: %s", what, error)
        return
    if asked > most:
        raise TooMany(_MINUTE - int(now % _MINUTE))
