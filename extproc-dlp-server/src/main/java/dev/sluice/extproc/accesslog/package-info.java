/**
 * Envoy's gRPC access log: one audit record and the metrics of each exchange, from the entry that
 * Envoy writes at its end. Entries of exchanges that have not ended are skipped. It must not know
 * how records are stored or how bodies are inspected: it reads the metadata of both policy servers
 * in the entry.
 *
 * <p>Envoy needs this configuration:
 *
 * <ul>
 *   <li>a short {@code buffer_flush_interval}, because a record is made when its entry arrives;
 *   <li>{@code additional_request_headers_to_log} with {@code x-correlation-id}, {@code
 *       x-trace-id}, {@code traceparent}, {@code x-agent-id}, {@code x-dwp-source}, {@code
 *       x-dwp-caller-type} and {@code x-model};
 *   <li>{@code additional_response_headers_to_log} with {@code content-type}, which identifies
 *       event streams, and {@code x-correlation-id}.
 * </ul>
 *
 * Without them the columns concerned are {@code -} or empty.
 */
@NullMarked
package dev.sluice.extproc.accesslog;

import org.jspecify.annotations.NullMarked;
