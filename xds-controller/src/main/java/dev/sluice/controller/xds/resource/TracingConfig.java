package dev.sluice.controller.xds.resource;

import dev.sluice.common.config.HostPort;

/**
 * Where Envoys send the spans of their requests.
 *
 * @param collector takes OTLP over gRPC
 * @param encrypted whether over TLS, checked against the same authorities as backends
 * @param samplesPerMillion of so many requests of a million that come without a trace, or from whom
 *     nobody trusts
 */
public record TracingConfig(HostPort collector, boolean encrypted, int samplesPerMillion) {}
