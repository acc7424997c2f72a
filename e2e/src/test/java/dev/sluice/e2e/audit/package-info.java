@NullMarked
package dev.sluice.e2e.audit;

import org.jspecify.annotations.NullMarked;
