/**
 * Envoy's messages as they go over the wire: read from their bytes as far as this server needs
 * them, and written straight to bytes, for making objects of their many fields costs more than most
 * of what is done about them. It must not know what the fields are used for.
 */
@NullMarked
package dev.sluice.extproc.wire;

import org.jspecify.annotations.NullMarked;
