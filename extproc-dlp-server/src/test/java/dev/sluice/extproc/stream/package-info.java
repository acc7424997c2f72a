/** Tests of the parts of a stream. */
@NullMarked
package dev.sluice.extproc.stream;

import org.jspecify.annotations.NullMarked;
