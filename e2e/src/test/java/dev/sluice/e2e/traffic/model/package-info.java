/** The tests of the choice of a language model and its backend by the body of a request. */
@NullMarked
package dev.sluice.e2e.traffic.model;

import org.jspecify.annotations.NullMarked;
