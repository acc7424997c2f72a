-- Takes a counted request back. KEYS[1] the counter; ARGV[1] what the request added, in microseconds.
local ends = redis.call('GET', KEYS[1])
if ends then
  redis.call('SET', KEYS[1], string.format('%.0f', ends - ARGV[1]), 'KEEPTTL')
end
return 0
