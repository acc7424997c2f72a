package dev.sluice.common.error;

/**
 * The ids of the exchange that failed.
 *
 * @param requestId the id in the response header {@code x-request-id}, which audit rows keep
 * @param correlationId the id in the response header {@code x-correlation-id}
 */
public record ErrorIds(String requestId, String correlationId) {}
