/**
 * Adds up, from the records of exchanges, what credentials were used for, and sees that the
 * controller counts it once. It must not know how records are made.
 */
@NullMarked
package dev.sluice.extproc.usage;

import org.jspecify.annotations.NullMarked;
