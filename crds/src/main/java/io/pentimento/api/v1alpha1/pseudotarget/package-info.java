/**
 * {@code spec.pseudoTargets}: the method, its timesteps and the sampler. Everything here except
 * shards, resources and pod template is part of the key of stage generate.
 */
@NullMarked
package io.pentimento.api.v1alpha1.pseudotarget;

import org.jspecify.annotations.NullMarked;
