/** The stand-ins answer in the shapes they stand for. */
@NullMarked
package dev.sluice.e2e.stub;

import org.jspecify.annotations.NullMarked;
