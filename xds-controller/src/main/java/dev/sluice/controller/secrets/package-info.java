/**
 * The certificates below one folder: read, checked, watched. It must not know rows, gateways or
 * Envoy, and no text that leaves it has any of a private key.
 */
@NullMarked
package dev.sluice.controller.secrets;

import org.jspecify.annotations.NullMarked;
