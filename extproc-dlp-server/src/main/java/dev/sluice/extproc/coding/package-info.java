/**
 * Content codings: coded bytes in, plain bytes out and coded again, in any pieces and within
 * bounds. It must not know what the plain bytes mean, who looks at them, or how they travel.
 *
 * <p>Read it from {@link dev.sluice.extproc.coding.Recoding}.
 */
@NullMarked
package dev.sluice.extproc.coding;

import org.jspecify.annotations.NullMarked;
