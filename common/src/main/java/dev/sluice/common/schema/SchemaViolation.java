package dev.sluice.common.schema;

/**
 * A violation of a JSON Schema.
 *
 * @param pointer the JSON pointer (RFC 6901) to the value
 * @param atKey whether the key itself is wrong, not its value
 * @param message what is wrong and what to do
 */
public record SchemaViolation(String pointer, boolean atKey, String message) {}
