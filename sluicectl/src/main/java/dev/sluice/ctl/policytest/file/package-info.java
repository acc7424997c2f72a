/** The test files of policies and their cases. It must not know how a case runs. */
@NullMarked
package dev.sluice.ctl.policytest.file;

import org.jspecify.annotations.NullMarked;
