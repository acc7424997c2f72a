package dev.sluice.extproc.usage;

import java.util.UUID;

/**
 * What a sum is for.
 *
 * @param apiVersion the id, or nothing
 * @param day in UTC, since 1970-01-01
 */
record UsageKey(UUID subscription, UUID credential, String apiVersion, int day) {}
