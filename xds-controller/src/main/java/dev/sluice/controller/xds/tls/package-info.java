/** Translators of TLS contexts and of secrets. */
@NullMarked
package dev.sluice.controller.xds.tls;

import org.jspecify.annotations.NullMarked;
