/**
 * Decides whether a request may pass, and with which header changes. It must not know Envoy, gRPC
 * or the shape of a response.
 */
@NullMarked
package dev.sluice.extauthz.decision;

import org.jspecify.annotations.NullMarked;
