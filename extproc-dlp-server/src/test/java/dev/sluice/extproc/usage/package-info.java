/** The tests of usage reports: each record counts once, even after a failure or a kill. */
@NullMarked
package dev.sluice.extproc.usage;

import org.jspecify.annotations.NullMarked;
