/** The tests of the management API with the command line. */
@NullMarked
package dev.sluice.e2e.api;

import org.jspecify.annotations.NullMarked;
