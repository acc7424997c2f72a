/** Tests of the images. */
@NullMarked
package dev.sluice.packaging;

import org.jspecify.annotations.NullMarked;
