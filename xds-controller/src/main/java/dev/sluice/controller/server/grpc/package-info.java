/**
 * The gRPC services: delta and state-of-the-world ADS, admission of nodes, and reports of policy
 * servers.
 */
@NullMarked
package dev.sluice.controller.server.grpc;

import org.jspecify.annotations.NullMarked;
