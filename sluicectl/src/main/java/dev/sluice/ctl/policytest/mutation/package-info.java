/** Changes of policies that tests must notice. It must not know how results are printed. */
@NullMarked
package dev.sluice.ctl.policytest.mutation;

import org.jspecify.annotations.NullMarked;
