/**
 * The usage of credentials: it adds up exchange records and reports the sums so that the controller
 * counts each record once. It must not know how records are made.
 */
@NullMarked
package dev.sluice.extproc.usage;

import org.jspecify.annotations.NullMarked;
