/**
 * The gRPC server that every service puts its calls into: bounds, keep-alive, health, draining; and
 * TLS between parts of Sluice, with who is at the other end. It must not know which services there
 * are.
 */
@NullMarked
package dev.sluice.common.grpc;

import org.jspecify.annotations.NullMarked;
