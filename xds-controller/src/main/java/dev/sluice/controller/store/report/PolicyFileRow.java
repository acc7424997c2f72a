package dev.sluice.controller.store.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A policy file at one server.
 *
 * @param sha256 in hexadecimal digits
 * @param active true if the server uses it, false if it rejected it
 */
public record PolicyFileRow(
    String kind,
    String version,
    String sha256,
    boolean active,
    @Nullable String error,
    @JsonProperty("loaded_ms") long loadedMs) {}
