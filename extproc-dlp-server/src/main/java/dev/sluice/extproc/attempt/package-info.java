/**
 * Attempts of one request at several language models: each one passes here, gets the name that its
 * model has, and is refused if its answer is empty or not what it says. It must not know rules or
 * other parts of the exchange.
 */
@NullMarked
package dev.sluice.extproc.attempt;

import org.jspecify.annotations.NullMarked;
