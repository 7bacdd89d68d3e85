/**
 * Settings of the pods of a job and of their volume: pod templates, the workspace claim and the
 * resources of prepare. The sections of the other stages use the same pod template type.
 */
@NullMarked
package io.pentimento.api.v1alpha1.pod;

import org.jspecify.annotations.NullMarked;
