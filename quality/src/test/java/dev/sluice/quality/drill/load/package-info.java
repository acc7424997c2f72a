/** Tests of the account of a load. */
@NullMarked
package dev.sluice.quality.drill.load;

import org.jspecify.annotations.NullMarked;
