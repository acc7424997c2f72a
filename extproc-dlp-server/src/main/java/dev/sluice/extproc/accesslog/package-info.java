/**
 * Serves Envoy's gRPC access log and makes one audit record of each exchange, and counts it, from
 * the entry that Envoy writes when the exchange has ended; entries of exchanges still running are
 * passed over. It must not know how records are kept, nor how bodies are inspected: it reads what
 * both policy servers left in the entry's metadata.
 *
 * <p>Of Envoy's configuration it needs: a short {@code buffer_flush_interval}, for a record is made
 * when its entry comes; {@code additional_request_headers_to_log} with {@code x-correlation-id},
 * {@code x-trace-id}, {@code traceparent}, {@code x-agent-id}, {@code x-dwp-source}, {@code
 * x-dwp-caller-type} and {@code x-model}; {@code additional_response_headers_to_log} with {@code
 * content-type}, which tells event streams, and {@code x-correlation-id}. Without them the columns
 * concerned say {@code -} or nothing.
 */
@NullMarked
package dev.sluice.extproc.accesslog;

import org.jspecify.annotations.NullMarked;
