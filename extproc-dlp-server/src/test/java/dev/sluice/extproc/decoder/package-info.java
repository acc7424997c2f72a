/** The tests of the decoders. */
@NullMarked
package dev.sluice.extproc.decoder;

import org.jspecify.annotations.NullMarked;
