/**
 * The certificates below one folder: read, checked and watched. Must not depend on rows, gateways
 * or Envoy; no text that leaves it holds any part of a private key.
 */
@NullMarked
package dev.sluice.controller.secrets;

import org.jspecify.annotations.NullMarked;
