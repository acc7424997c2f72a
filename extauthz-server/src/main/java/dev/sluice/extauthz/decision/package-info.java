/**
 * May this request pass, and with which headers? It must not know Envoy, gRPC or the shape of an
 * answer.
 */
@NullMarked
package dev.sluice.extauthz.decision;

import org.jspecify.annotations.NullMarked;
