/** Starts a vLLM server, follows its start and knows why it fails. */
@NullMarked
package io.vastctl.adapter.vllm;

import org.jspecify.annotations.NullMarked;
