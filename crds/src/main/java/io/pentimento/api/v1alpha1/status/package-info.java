/**
 * The parts of {@code status}: stages, sources, gate, model and servers. The planner builds them;
 * users and tools read them.
 */
@NullMarked
package io.pentimento.api.v1alpha1.status;

import org.jspecify.annotations.NullMarked;
