/** The tests of the steps of releases. */
@NullMarked
package dev.sluice.controller.release;

import org.jspecify.annotations.NullMarked;
