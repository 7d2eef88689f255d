-- Tells wrk to print what the bench reads: requests a second, and latencies in milliseconds.
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "{\"rate\": %.2f, \"p50\": %.4f, \"p95\": %.4f, \"failed\": %d}\n",
    summary.requests / summary.duration * 1000000,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout
  ))
end
