/** Rules files, good and bad. */
@NullMarked
package dev.sluice.extproc.policy;

import org.jspecify.annotations.NullMarked;
