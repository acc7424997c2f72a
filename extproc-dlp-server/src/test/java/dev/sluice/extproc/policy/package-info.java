/** The tests of rules files, valid and invalid. */
@NullMarked
package dev.sluice.extproc.policy;

import org.jspecify.annotations.NullMarked;
