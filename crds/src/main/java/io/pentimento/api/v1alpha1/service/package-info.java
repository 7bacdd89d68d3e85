/**
 * The API of {@code RestorationService}: which published model is served, how it is verified, and
 * what its servers look like. Settings of servers are the types of {@code spec.serving}.
 */
@NullMarked
package io.pentimento.api.v1alpha1.service;

import org.jspecify.annotations.NullMarked;
