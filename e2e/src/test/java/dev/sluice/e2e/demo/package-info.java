/** The demo's options and its tour. */
@NullMarked
package dev.sluice.e2e.demo;

import org.jspecify.annotations.NullMarked;
