/** The tests of the demo's options and tables. */
@NullMarked
package dev.sluice.e2e.demo;

import org.jspecify.annotations.NullMarked;
