package dev.sluice.extproc.usage;

import java.util.UUID;

/**
 * The key of a usage sum.
 *
 * @param apiVersion the id of the API version, or an empty text
 * @param day the day in UTC, counted from 1970-01-01
 */
record UsageKey(UUID subscription, UUID credential, String apiVersion, int day) {}
