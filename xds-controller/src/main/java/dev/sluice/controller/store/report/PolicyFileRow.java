package dev.sluice.controller.store.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One policy file at one server.
 *
 * @param sha256 in hexadecimal digits
 * @param active whether it is in force, else it was refused
 */
public record PolicyFileRow(
    String kind,
    String version,
    String sha256,
    boolean active,
    @Nullable String error,
    @JsonProperty("loaded_ms") long loadedMs) {}
