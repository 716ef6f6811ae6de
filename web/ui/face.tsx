import { Avatar } from 'antd'

/** A person's first character in a circle; the name itself always stands beside it. */
export function Face({ name, size = 28, strong = false }: { name: string; size?: number; strong?: boolean }) {
  return (
    <Avatar
      aria-hidden
      size={size}
      style={{
        flex: 'none',
        fontSize: size * 0.45,
        ...(strong ? { background: '#1456c0' } : { background: '#dbe6fb', color: '#1456c0' }),
      }}
    >
      {name.slice(0, 1)}
    </Avatar>
  )
}
