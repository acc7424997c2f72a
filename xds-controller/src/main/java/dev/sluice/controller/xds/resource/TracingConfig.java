package dev.sluice.controller.xds.resource;

import dev.sluice.common.config.HostPort;

/**
 * A configuration of request spans.
 *
 * @param collector the OTLP collector (gRPC)
 * @param encrypted whether the collector is called over TLS, verified like backends
 * @param samplesPerMillion the sampled share of requests without a trace or from untrusted callers
 */
public record TracingConfig(HostPort collector, boolean encrypted, int samplesPerMillion) {}
