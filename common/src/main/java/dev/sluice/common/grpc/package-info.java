/**
 * The gRPC server of every service with bounds, keep-alive, health and draining; mutual TLS between
 * the parts of Sluice with the identity of the peer; and channels to an OpenTelemetry collector. It
 * must not know which services there are.
 */
@NullMarked
package dev.sluice.common.grpc;

import org.jspecify.annotations.NullMarked;
