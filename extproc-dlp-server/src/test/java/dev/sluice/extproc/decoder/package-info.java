/** Tests of the readers of bodies. */
@NullMarked
package dev.sluice.extproc.decoder;

import org.jspecify.annotations.NullMarked;
