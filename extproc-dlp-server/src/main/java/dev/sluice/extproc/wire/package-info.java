/**
 * Envoy's messages in their encoded form: read in place as far as this server needs them, and
 * written directly as bytes. Objects of their many fields would cost more than most of the work on
 * them. It must not know the use of the fields.
 */
@NullMarked
package dev.sluice.extproc.wire;

import org.jspecify.annotations.NullMarked;
