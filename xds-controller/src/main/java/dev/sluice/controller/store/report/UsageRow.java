package dev.sluice.controller.store.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A usage of one key.
 *
 * @param version the API version, if any
 * @param cost a decimal number
 */
public record UsageRow(
    UUID subscription,
    UUID credential,
    @Nullable UUID version,
    String day,
    long requests,
    long denied,
    long input,
    long output,
    String cost,
    @JsonProperty("last_used_ms") long lastUsedMs) {}
